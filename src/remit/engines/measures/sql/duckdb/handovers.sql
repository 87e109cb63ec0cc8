SELECT
  *
FROM (
  SELECT
    "t3"."source",
    "t3"."target",
    COUNT(*) AS "n"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."holder" AS "source",
        LEAD("t1"."holder") OVER (
          PARTITION BY "t1"."item"
          ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "target",
        LEAD("t1"."ts_us") OVER (
          PARTITION BY "t1"."item"
          ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - "t1"."ts_us" AS "span"
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
    WHERE
      "t2"."target" IS NOT NULL
  ) AS "t3"
  GROUP BY
    1,
    2
) AS "t4"
ORDER BY
  "t4"."source" ASC,
  "t4"."target" ASC
