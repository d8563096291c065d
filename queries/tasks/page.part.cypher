// A page of tasks behind tasks/filters: in reading order, or by another column and then in reading order.
// What is null stands at the end, ascending and descending.
// param after: string = ""   sort_key after which the page begins
// param limit: integer = 50   tasks at most
// param down: string?   in descending order: sort_key before which the page begins
// param due_up: date?   by last day: the day that the page begins with
// param due_down: date?   by last day, the latest first: the day that the page begins with
// param year_up: integer?   by year: the year that the page begins with
// param year_down: integer?   by year, the latest first: the year that the page begins with
  AND (t.sort_key > $after
    OR coalesce(t.due_on, date('9999-12-31')) > $due_up   //? due_up
    OR coalesce(t.due_on, date('0001-01-01')) < $due_down   //? due_down
    OR coalesce(t.year, 9999) > $year_up   //? year_up
    OR coalesce(t.year, 0) < $year_down   //? year_down
  )
  AND coalesce(t.due_on, date('9999-12-31')) >= $due_up   //? due_up
  AND coalesce(t.due_on, date('0001-01-01')) <= $due_down   //? due_down
  AND coalesce(t.year, 9999) >= $year_up   //? year_up
  AND coalesce(t.year, 0) <= $year_down   //? year_down
  AND t.sort_key < $down   //? down
WITH DISTINCT t   //? several
WITH t ORDER BY
  coalesce(t.due_on, date('9999-12-31')),   //? due_up
  coalesce(t.due_on, date('0001-01-01')) DESC,   //? due_down
  coalesce(t.year, 9999),   //? year_up
  coalesce(t.year, 0) DESC,   //? year_down
  t.sort_key DESC,   //? down
  t.sort_key LIMIT $limit
