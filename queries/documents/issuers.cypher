// The agencies that issued one document.
// param document: string   id of the document
// column agency: string   id of the agency
// column name: string   name of the agency
// column region: string   id of the agency's region
// column region_name: string   name of the agency's region
MATCH (d:Document {id: $document})-[:ISSUED_BY]->(a:Agency)-[:LOCATED_IN]->(g:Region)
RETURN a.id AS agency, a.name AS name, g.id AS region, g.name AS region_name
ORDER BY agency
