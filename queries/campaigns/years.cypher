// One campaign by year, region and edition.
// param campaign: string   id of the campaign
// column year: integer   year the plan is for
// column region: string   id of the region
// column region_name: string   name of the region
// column edition: string   届次 or year printed with the name
// column tasks: integer   number of distinct tasks
MATCH (c:Campaign {id: $campaign})<-[m:IN_CAMPAIGN]-(t:Task)<-[:HAS_TASK]-(d:Document)-[:COVERS]->(g:Region)
WHERE g.id = t.region
RETURN t.year AS year, g.id AS region, g.name AS region_name, m.edition AS edition,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks
ORDER BY year, region, edition
