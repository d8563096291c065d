// The lineage of the lines of work (机构沿革): each function that passed from one to another, the whole table.
// column predecessor: string   id of the line of work that had it
// column predecessor_name: string   its name
// column successor: string   id of the line of work that took it over
// column successor_name: string   its name
// column function: string   what passed on
// column kind: string   renamed, merged, split or moved
// column year: integer   when
// column level: string   levels where it holds, of 国, 省, 市 and 县, joined by |
// column region: string   id of the region where it holds; null for the whole country
// column region_name: string   name of that region
// column source: string   where that is written
MATCH (s:System)-[h:SUCCEEDED_BY]->(n:System)
RETURN s.id AS predecessor, s.name AS predecessor_name, n.id AS successor, n.name AS successor_name,
  h.function AS function, h.kind AS kind, h.year AS year, h.level AS level, h.region AS region,
  h.region_name AS region_name, h.source AS source
ORDER BY year, predecessor_name, successor_name, function, region_name, level
