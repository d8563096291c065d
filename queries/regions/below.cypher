// One region and all that lie in it.
// param region: string   id of the region
// column region: string   id of the region
// column name: string   full name
MATCH (g:Region)-[:PART_OF*0..6]->(:Region {id: $region})
RETURN DISTINCT g.id AS region, g.name AS name
ORDER BY region
