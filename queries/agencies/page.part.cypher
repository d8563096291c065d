// A page of agencies behind agencies/filters: by region and name, or by name alone.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   agencies at most
// param down: string?   in descending order: sort_key before which the page begins
// param name_up: string?   by name: the name that the page begins with
// param name_down: string?   by name, descending: the name that the page begins with
  AND (a.sort_key > $after
    OR a.name > $name_up   //? name_up
    OR a.name < $name_down   //? name_down
  )
  AND a.name >= $name_up   //? name_up
  AND a.name <= $name_down   //? name_down
  AND a.sort_key < $down   //? down
WITH a ORDER BY
  a.name,   //? name_up
  a.name DESC,   //? name_down
  a.sort_key DESC,   //? down
  a.sort_key LIMIT $limit
