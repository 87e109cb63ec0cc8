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
      IIF(
        MIN("t1"."second_us") OVER (
          PARTITION BY "t1"."item"
          ORDER BY "t1"."ts_us" ASC NULLS LAST, "t1"."seq" ASC NULLS LAST
          ROWS BETWEEN 1 following AND UNBOUNDED FOLLOWING
        ) IS NULL,
        "t1"."second_us",
        CAST(NULL AS INTEGER)
      ) AS "last_us"
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
  "t3"."item" ASC NULLS LAST,
  "t3"."holder" ASC NULLS LAST
