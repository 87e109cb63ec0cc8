SELECT
  *
FROM (
  SELECT
    "t3"."holder",
    "t3"."activity",
    COUNT("t3"."span") AS "n",
    MIN("t3"."span") AS "least_us",
    MAX("t3"."span") AS "most_us",
    SUM("t3"."span" & 262143) AS "sum_l",
    SUM((
      "t3"."span" >> 18
    ) & 262143) AS "sum_m",
    SUM("t3"."span" >> 36) AS "sum_h",
    SUM((
      "t3"."span" & 262143
    ) * (
      "t3"."span" & 262143
    )) AS "sum_ll",
    SUM((
      "t3"."span" & 262143
    ) * (
      (
        "t3"."span" >> 18
      ) & 262143
    )) AS "sum_lm",
    SUM((
      "t3"."span" & 262143
    ) * (
      "t3"."span" >> 36
    )) AS "sum_lh",
    SUM(
      (
        (
          "t3"."span" >> 18
        ) & 262143
      ) * (
        (
          "t3"."span" >> 18
        ) & 262143
      )
    ) AS "sum_mm",
    SUM((
      (
        "t3"."span" >> 18
      ) & 262143
    ) * (
      "t3"."span" >> 36
    )) AS "sum_mh",
    SUM((
      "t3"."span" >> 36
    ) * (
      "t3"."span" >> 36
    )) AS "sum_hh"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."ts_us",
        "t1"."seq",
        "t1"."item",
        "t1"."activity",
        "t1"."kind",
        "t1"."holder",
        "t1"."ts_us" - LAG("t1"."ts_us") OVER (
          PARTITION BY "t1"."item"
          ORDER BY "t1"."ts_us" ASC, "t1"."seq" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "span"
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
      "t2"."span" IS NOT NULL
  ) AS "t3"
  GROUP BY
    1,
    2
) AS "t4"
ORDER BY
  "t4"."holder" ASC,
  "t4"."activity" ASC
