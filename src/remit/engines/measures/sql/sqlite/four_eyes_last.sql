SELECT
  "t6"."item",
  "t6"."holder"
FROM (
  SELECT
    "t5"."item",
    "t5"."holder",
    MIN("t5"."first_us") AS "first_us",
    MIN("t5"."last_us") AS "last_us"
  FROM (
    SELECT
      "t4"."ts_us",
      "t4"."seq",
      "t4"."item",
      "t4"."activity",
      "t4"."kind",
      "t4"."holder",
      "t4"."first_us",
      "t4"."second_us",
      IIF(
        MIN("t4"."second_us") OVER (
          PARTITION BY "t4"."item"
          ORDER BY "t4"."ts_us" ASC NULLS LAST, "t4"."seq" ASC NULLS LAST
          ROWS BETWEEN 1 following AND UNBOUNDED FOLLOWING
        ) IS NULL,
        "t4"."second_us",
        CAST(NULL AS INTEGER)
      ) AS "last_us"
    FROM (
      SELECT
        "t3"."ts_us",
        "t3"."seq",
        "t3"."item",
        "t3"."activity",
        "t3"."kind",
        "t3"."holder",
        IIF("t3"."activity" = {first}, "t3"."ts_us", CAST(NULL AS INTEGER)) AS "first_us",
        IIF("t3"."activity" = {second}, "t3"."ts_us", CAST(NULL AS INTEGER)) AS "second_us"
      FROM (
        SELECT
          *
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
            "t0"."{holder}" >= 0
            AND (
              (
                "t0"."activity" = {first}
              ) OR (
                "t0"."activity" = {second}
              )
            )
        ) AS "t2"
        WHERE
          "t2"."item" IN (
            SELECT
              "t0"."item"
            FROM "events" AS "t0"
            WHERE
              "t0"."{holder}" >= 0 AND "t0"."activity" = {rarer}
          )
      ) AS "t3"
    ) AS "t4"
  ) AS "t5"
  GROUP BY
    1,
    2
) AS "t6"
WHERE
  "t6"."first_us" IS NOT NULL AND "t6"."last_us" IS NOT NULL
ORDER BY
  "t6"."item" ASC NULLS LAST,
  "t6"."holder" ASC NULLS LAST
