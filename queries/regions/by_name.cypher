// The regions of exactly that name or code.
// param name: string   full name, or code of six digits
// column region: string   id of the region
// column name: string   full name
// column level: string   国, 省, 市, 县 or 乡
// column code: string   six digits (GB/T 2260)
MATCH (g:Region)
WHERE g.name = $name OR g.code = $name
RETURN g.id AS region, g.name AS name, g.level AS level, g.code AS code
ORDER BY region
