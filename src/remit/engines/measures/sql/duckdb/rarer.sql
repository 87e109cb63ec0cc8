SELECT
  "t3"."activity"
FROM (
  SELECT
    "t2"."activity",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t0"."ts_us",
      "t0"."seq",
      "t0"."item",
      "t0"."activity",
      "t0"."kind",
      "t0"."{holder}" AS "holder"
    FROM "events" AS "t0"
    WHERE
      (
        "t0"."activity" = {first}
      ) OR (
        "t0"."activity" = {second}
      )
    LIMIT 100000
  ) AS "t2"
  GROUP BY
    1
) AS "t3"
ORDER BY
  "t3"."n" ASC,
  "t3"."activity" ASC
LIMIT 1
