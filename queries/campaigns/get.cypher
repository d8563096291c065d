// One campaign, with how much there is of it.
// param campaign: string   id of the campaign
// column campaign: string   id of the campaign
// column sort_key: string   order of the rows and cursor of the page
// column name: string   name of the campaign
// column kind: string   code or descriptive
// column tasks: integer   number of distinct tasks in it
// column documents: integer   number of documents that name it
// column regions: integer   number of regions
// column first_year: integer   first year of a plan
// column last_year: integer   last year of a plan
// single row
MATCH (c:Campaign {id: $campaign})<-[:IN_CAMPAIGN]-(t:Task)
RETURN c.id AS campaign, c.sort_key AS sort_key, c.name AS name, c.kind AS kind,
  count(DISTINCT coalesce(t.repeats, t.id)) AS tasks, count(DISTINCT t.document) AS documents,
  count(DISTINCT t.region) AS regions, min(t.year) AS first_year, max(t.year) AS last_year
