SELECT
  "t5"."item",
  "t5"."place",
  "t5"."holder",
  "t5"."since_us",
  "t5"."until_us",
  "t5"."first_seq",
  "t5"."last_seq",
  "t5"."events",
  "t5"."works"
FROM (
  SELECT
    "t4"."item",
    "t4"."place",
    "t4"."holder",
    "t4"."since_us",
    "t4"."ended_us",
    "t4"."first_seq",
    "t4"."last_seq",
    "t4"."events",
    "t4"."works",
    COALESCE(
      LEAD("t4"."since_us") OVER (
        PARTITION BY "t4"."item"
        ORDER BY "t4"."place" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ),
      "t4"."ended_us"
    ) AS "until_us"
  FROM (
    SELECT
      "t3"."item",
      "t3"."place",
      MIN("t3"."holder") AS "holder",
      MIN("t3"."ts_us") AS "since_us",
      MAX("t3"."ts_us") AS "ended_us",
      MAX(CASE WHEN "t3"."begins" = 1 THEN "t3"."seq" ELSE CAST(NULL AS BIGINT) END) AS "first_seq",
      MAX(CASE WHEN "t3"."ends" = 1 THEN "t3"."seq" ELSE CAST(NULL AS BIGINT) END) AS "last_seq",
      COUNT(*) AS "events",
      SUM(CASE WHEN "t3"."kind" = 1 THEN 1 ELSE 0 END) AS "works"
    FROM (
      SELECT
        "t2"."ts_us",
        "t2"."seq",
        "t2"."item",
        "t2"."activity",
        "t2"."kind",
        "t2"."holder",
        "t2"."begins",
        "t2"."ends",
        SUM("t2"."begins") OVER (
          PARTITION BY "t2"."item"
          ORDER BY "t2"."ts_us" ASC, "t2"."seq" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "place"
      FROM (
        SELECT
          "t1"."ts_us",
          "t1"."seq",
          "t1"."item",
          "t1"."activity",
          "t1"."kind",
          "t1"."holder",
          CASE
            WHEN (
              LAG("t1"."holder") OVER (
                PARTITION BY "t1"."item"
                ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) IS NULL
            )
            OR (
              LAG("t1"."holder") OVER (
                PARTITION BY "t1"."item"
                ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) <> "t1"."holder"
            )
            THEN 1
            ELSE 0
          END AS "begins",
          CASE
            WHEN (
              LEAD("t1"."holder") OVER (
                PARTITION BY "t1"."item"
                ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) IS NULL
            )
            OR (
              LEAD("t1"."holder") OVER (
                PARTITION BY "t1"."item"
                ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) <> "t1"."holder"
            )
            THEN 1
            ELSE 0
          END AS "ends"
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
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
    GROUP BY
      1,
      2
  ) AS "t4"
) AS "t5"
ORDER BY
  "t5"."item" ASC,
  "t5"."place" ASC
