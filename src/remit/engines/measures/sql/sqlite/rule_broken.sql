SELECT
  "t2"."item",
  "t2"."seq",
  "t2"."ts_us",
  COALESCE("t2"."next_us" - "t2"."first_us", -1) AS "after_us"
FROM (
  SELECT
    "t1"."ts_us",
    "t1"."seq",
    "t1"."item",
    "t1"."activity",
    "t1"."kind",
    "t1"."holder",
    "t1"."first_us",
    "t1"."second_us",
    MIN("t1"."second_us") OVER (
      PARTITION BY "t1"."item"
      ORDER BY "t1"."ts_us" ASC NULLS LAST, "t1"."seq" ASC NULLS LAST
      ROWS BETWEEN 1 following AND UNBOUNDED FOLLOWING
    ) AS "next_us"
  FROM (
    SELECT
      "t0"."ts_us",
      "t0"."seq",
      "t0"."item",
      "t0"."activity",
      "t0"."kind",
      "t0"."{holder}" AS "holder",
      IIF("t0"."activity" = {first}, "t0"."ts_us", CAST(NULL AS INTEGER)) AS "first_us",
      IIF("t0"."activity" = {second}, "t0"."ts_us", CAST(NULL AS INTEGER)) AS "second_us"
    FROM "events" AS "t0"
    WHERE
      (
        "t0"."activity" = {first}
      ) OR (
        "t0"."activity" = {second}
      )
  ) AS "t1"
) AS "t2"
WHERE
  (
    (
      "t2"."next_us" IS NULL
    )
    OR (
      "t2"."next_us" > (
        "t2"."first_us" + {within_us}
      )
    )
  )
  AND (
    "t2"."first_us" + {within_us}
  ) < {known_us}
ORDER BY
  "t2"."item" ASC NULLS LAST,
  "t2"."seq" ASC NULLS LAST
