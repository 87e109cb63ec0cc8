SELECT
  *
FROM (
  SELECT
    "t1"."item",
    COUNT(*) AS "n",
    COUNT(DISTINCT "t1"."holder") FILTER(WHERE
      "t1"."holder" >= 0) AS "holders",
    MIN("t1"."ts_us") AS "first_us",
    MAX("t1"."ts_us") AS "last_us"
  FROM (
    SELECT
      "t0"."ts_us",
      "t0"."seq",
      "t0"."item",
      "t0"."activity",
      "t0"."kind",
      "t0"."{holder}" AS "holder"
    FROM "events" AS "t0"
  ) AS "t1"
  GROUP BY
    1
) AS "t2"
ORDER BY
  "t2"."item" ASC
