// What narrows the bodies that one agency has tasks in common with.
// param agency: string   id of the agency
// param roles: string[]?   role of the agency is one of these
// param partner_roles: string[]?   role of the partner is one of these
// param year: integer?   year of the plan
// param years: integer[]?   year of the plan is one of these
// param region: string?   id of the documents' region
// param document: string?   id of the document
// param campaign: string?   id of a campaign that the tasks are in
// param of_kind: string?   partners of this kind, such as collective
// param without: string?   leave out partners of this kind, such as collective
MATCH (a:Agency {id: $agency})-[x:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t:Task)
MATCH (t)-[:IN_CAMPAIGN]->(:Campaign {id: $campaign})   //? campaign
MATCH (b:Agency)-[y:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)
WHERE a.id <> b.id
  AND x.role IN $roles   //? roles
  AND y.role IN $partner_roles   //? partner_roles
  AND t.year = $year   //? year
  AND t.year IN $years   //? years
  AND t.region = $region   //? region
  AND t.document = $document   //? document
  AND b.kind <> $without   //? without
  AND b.kind = $of_kind   //? of_kind
