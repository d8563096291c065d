// Conditions that every list and measure of tasks takes, behind the MATCH lines of another part.
// param campaign: string?   id of a campaign that the task is in
// param campaigns: string[]?   id of such a campaign is one of these
// param editions: string[]?   届次 or year printed with that campaign's name is one of these
// param documents: string[]?   id of the document is one of these
// param issued_from: date?   the document was issued on this day or later
// param issued_to: date?   the document was issued on this day or earlier
// param leads_min: integer?   at least so many bodies lead the task
// param leads_max: integer?   at most so many bodies lead the task
// param bodies_min: integer?   the task has at least so many bodies
// param bodies_max: integer?   the task has at most so many bodies
  AND c.id = $campaign   //? campaign
  AND c.id IN $campaigns   //? campaigns
  AND m.edition IN $editions   //? editions
  AND t.document IN $documents   //? documents
  AND i.issued_on >= $issued_from   //? issued_from
  AND i.issued_on <= $issued_to   //? issued_to
  AND COUNT { MATCH (:Agency)-[:LEADS]->(t) } >= $leads_min   //? leads_min
  AND COUNT { MATCH (:Agency)-[:LEADS]->(t) } <= $leads_max   //? leads_max
  AND COUNT { MATCH (u:Agency)-[v:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)   //? bodies_min
    WHERE NOT EXISTS { MATCH (u)-[z:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t) WHERE z.role < v.role }   //? bodies_min
  } >= $bodies_min   //? bodies_min
  AND COUNT { MATCH (u:Agency)-[v:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t)   //? bodies_max
    WHERE NOT EXISTS { MATCH (u)-[z:LEADS|ASSISTS|SHARES|SUPERVISES|ASSESSES]->(t) WHERE z.role < v.role }   //? bodies_max
  } <= $bodies_max   //? bodies_max
