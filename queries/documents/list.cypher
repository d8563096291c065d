// Documents by year, region and title or in another order, with how much each holds.
// with documents/filters
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   documents at most
// param down: string?   in descending order: sort_key before which the page begins
// param issued_up: date?   by day of issue: the day that the page begins with
// param issued_down: date?   by day of issue, the latest first: the day that the page begins with
// param ingested_up: string?   by time of loading: the time that the page begins with
// param ingested_down: string?   by time of loading, the latest first: the time that the page begins with
// column document: string   id of the document
// column sort_key: string   order of the rows and cursor of the page
// column title: string   title of the document
// column doc_number: string   发文字号
// column draft: string   征求意见稿 or 印发稿
// column issuer: string   发文机关 as printed
// column issuers: string[]   each 发文机关
// column region: string   id of its region
// column region_name: string   name of its region
// column level: string   国, 省, 市, 县 or 乡
// column year: integer   year the plan is for
// column issued_on: date   成文日期, else 印发日期
// column source: string   file it was read from
// column sha256: string   of the text
// column ingested_at: string   when it was last loaded (ISO 8601, UTC)
// column diagnostics: string   JSON list of what a person should look at
// column tasks: integer   number of its tasks
// column agencies: integer   number of agencies it names
// column campaigns: integer   number of campaigns it names
  AND (d.sort_key > $after
    OR coalesce(d.issued_on, date('9999-12-31')) > $issued_up   //? issued_up
    OR coalesce(d.issued_on, date('0001-01-01')) < $issued_down   //? issued_down
    OR d.ingested_at > $ingested_up   //? ingested_up
    OR d.ingested_at < $ingested_down   //? ingested_down
  )
  AND coalesce(d.issued_on, date('9999-12-31')) >= $issued_up   //? issued_up
  AND coalesce(d.issued_on, date('0001-01-01')) <= $issued_down   //? issued_down
  AND d.ingested_at >= $ingested_up   //? ingested_up
  AND d.ingested_at <= $ingested_down   //? ingested_down
  AND d.sort_key < $down   //? down
WITH d ORDER BY
  coalesce(d.issued_on, date('9999-12-31')),   //? issued_up
  coalesce(d.issued_on, date('0001-01-01')) DESC,   //? issued_down
  d.ingested_at,   //? ingested_up
  d.ingested_at DESC,   //? ingested_down
  d.sort_key DESC,   //? down
  d.sort_key LIMIT $limit
MATCH (d)-[:COVERS]->(g:Region)
WHERE g.id = d.region
OPTIONAL MATCH (d)-[:HAS_TASK]->(t:Task)
WITH d, g, count(t) AS tasks
OPTIONAL MATCH (d)-[:MENTIONS]->(a:Agency)
WITH d, g, tasks, count(a) AS agencies
OPTIONAL MATCH (d)-[:HAS_TASK]->(:Task)-[:IN_CAMPAIGN]->(c:Campaign)
WITH d, g, tasks, agencies, count(DISTINCT c.id) AS campaigns
RETURN d.id AS document, d.sort_key AS sort_key, d.title AS title, d.doc_number AS doc_number,
  d.draft AS draft, d.issuer AS issuer, d.issuers AS issuers, g.id AS region, g.name AS region_name,
  d.level AS level, d.year AS year, d.issued_on AS issued_on, d.source AS source, d.sha256 AS sha256,
  d.ingested_at AS ingested_at, d.diagnostics AS diagnostics,
  tasks AS tasks, agencies AS agencies, campaigns AS campaigns
ORDER BY
  coalesce(issued_on, date('9999-12-31')),   //? issued_up
  coalesce(issued_on, date('0001-01-01')) DESC,   //? issued_down
  ingested_at,   //? ingested_up
  ingested_at DESC,   //? ingested_down
  sort_key DESC,   //? down
  sort_key
