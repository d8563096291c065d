// The years that the graph holds plans for.
// param region: string?   id of the documents' region
// column year: integer   year the plan is for
// column documents: integer   number of documents
MATCH (d:Document)
WHERE d.stub = false
  AND d.region = $region   //? region
RETURN d.year AS year, count(*) AS documents
ORDER BY year
