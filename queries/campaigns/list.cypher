// Campaigns by name, with how much there is of each (of the region and year, where given).
// with campaigns/filters
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   campaigns at most
// param down: string?   in descending order: sort_key before which the page begins
// column campaign: string   id of the campaign
// column sort_key: string   order of the rows and cursor of the page
// column name: string   name of the campaign
// column kind: string   code or descriptive
// column tasks: integer   number of distinct tasks in it
// column documents: integer   number of documents that name it
// column regions: integer   number of regions
// column first_year: integer   first year of a plan
// column last_year: integer   last year of a plan
  AND c.sort_key > $after
  AND c.sort_key < $down   //? down
WITH c ORDER BY
  c.sort_key DESC,   //? down
  c.sort_key LIMIT $limit
MATCH (c)<-[:IN_CAMPAIGN]-(t:Task)
WHERE t.n > 0
  AND t.region = $region   //? region
  AND t.region IN $regions   //? regions
  AND t.year = $year   //? year
  AND t.year IN $years   //? years
RETURN c.id AS campaign, c.sort_key AS sort_key, c.name AS name, c.kind AS kind,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks, count(DISTINCT t.document) AS documents,
  count(DISTINCT t.region) AS regions, min(t.year) AS first_year, max(t.year) AS last_year
ORDER BY
  sort_key DESC,   //? down
  sort_key
