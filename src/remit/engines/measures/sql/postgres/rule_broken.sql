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
      ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
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
      CASE
        WHEN "t0"."activity" = {first}
        THEN "t0"."ts_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "first_us",
      CASE
        WHEN "t0"."activity" = {second}
        THEN "t0"."ts_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "second_us"
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
  "t2"."item" ASC,
  "t2"."seq" ASC
