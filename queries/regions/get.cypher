// One region.
// param region: string   id of the region
// column region: string   id of the region
// column name: string   full name
// column level: string   国, 省, 市, 县 or 乡
// column code: string   six digits (GB/T 2260)
// single row
MATCH (g:Region {id: $region})
RETURN g.id AS region, g.name AS name, g.level AS level, g.code AS code
