SELECT
  "t3"."item",
  "t3"."holder"
FROM (
  SELECT
    "t2"."item",
    "t2"."holder",
    MIN("t2"."first_us") AS "first_us",
    MIN("t2"."last_us") AS "last_us"
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
      CASE
        WHEN MIN("t1"."second_us") OVER (
          PARTITION BY "t1"."item"
          ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
          ROWS BETWEEN 1 following AND UNBOUNDED FOLLOWING
        ) IS NULL
        THEN "t1"."second_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "last_us"
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
        "t0"."{holder}" >= 0
        AND (
          (
            "t0"."activity" = {first}
          ) OR (
            "t0"."activity" = {second}
          )
        )
    ) AS "t1"
  ) AS "t2"
  GROUP BY
    1,
    2
) AS "t3"
WHERE
  "t3"."first_us" IS NOT NULL AND "t3"."last_us" IS NOT NULL
ORDER BY
  "t3"."item" ASC,
  "t3"."holder" ASC
