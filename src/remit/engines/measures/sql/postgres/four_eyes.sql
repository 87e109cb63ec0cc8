SELECT
  "t5"."item",
  "t5"."holder"
FROM (
  SELECT
    "t4"."item",
    "t4"."holder",
    MIN("t4"."first_us") AS "first_us",
    MIN("t4"."second_us") AS "second_us"
  FROM (
    SELECT
      "t3"."ts_us",
      "t3"."seq",
      "t3"."item",
      "t3"."activity",
      "t3"."kind",
      "t3"."holder",
      CASE
        WHEN "t3"."activity" = {first}
        THEN "t3"."ts_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "first_us",
      CASE
        WHEN "t3"."activity" = {second}
        THEN "t3"."ts_us"
        ELSE CAST(NULL AS BIGINT)
      END AS "second_us"
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
  GROUP BY
    1,
    2
) AS "t5"
WHERE
  "t5"."first_us" IS NOT NULL AND "t5"."second_us" IS NOT NULL
ORDER BY
  "t5"."item" ASC,
  "t5"."holder" ASC
