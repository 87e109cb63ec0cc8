SELECT
  *
FROM (
  SELECT
    "t2"."holder",
    "t2"."next_holder",
    SUM(CASE WHEN "t2"."works" = 0 THEN 1 ELSE 0 END) AS "idle",
    SUM("t2"."returned") AS "returned",
    COUNT("t2"."until_us" - "t2"."since_us") AS "n",
    MIN("t2"."until_us" - "t2"."since_us") AS "least_us",
    MAX("t2"."until_us" - "t2"."since_us") AS "most_us",
    SUM((
      "t2"."until_us" - "t2"."since_us"
    ) & 262143) AS "sum_l",
    SUM((
      (
        "t2"."until_us" - "t2"."since_us"
      ) >> 18
    ) & 262143) AS "sum_m",
    SUM((
      "t2"."until_us" - "t2"."since_us"
    ) >> 36) AS "sum_h",
    SUM(
      (
        (
          "t2"."until_us" - "t2"."since_us"
        ) & 262143
      ) * (
        (
          "t2"."until_us" - "t2"."since_us"
        ) & 262143
      )
    ) AS "sum_ll",
    SUM(
      (
        (
          "t2"."until_us" - "t2"."since_us"
        ) & 262143
      ) * (
        (
          (
            "t2"."until_us" - "t2"."since_us"
          ) >> 18
        ) & 262143
      )
    ) AS "sum_lm",
    SUM(
      (
        (
          "t2"."until_us" - "t2"."since_us"
        ) & 262143
      ) * (
        (
          "t2"."until_us" - "t2"."since_us"
        ) >> 36
      )
    ) AS "sum_lh",
    SUM(
      (
        (
          (
            "t2"."until_us" - "t2"."since_us"
          ) >> 18
        ) & 262143
      ) * (
        (
          (
            "t2"."until_us" - "t2"."since_us"
          ) >> 18
        ) & 262143
      )
    ) AS "sum_mm",
    SUM(
      (
        (
          (
            "t2"."until_us" - "t2"."since_us"
          ) >> 18
        ) & 262143
      ) * (
        (
          "t2"."until_us" - "t2"."since_us"
        ) >> 36
      )
    ) AS "sum_mh",
    SUM(
      (
        (
          "t2"."until_us" - "t2"."since_us"
        ) >> 36
      ) * (
        (
          "t2"."until_us" - "t2"."since_us"
        ) >> 36
      )
    ) AS "sum_hh"
  FROM (
    SELECT
      "t1"."item",
      "t1"."place",
      "t1"."holder",
      "t1"."since_us",
      "t1"."until_us",
      "t1"."first_seq",
      "t1"."last_seq",
      "t1"."events",
      "t1"."works",
      "t1"."last_holder",
      "t1"."last_works",
      "t1"."next_holder",
      "t1"."second_holder",
      CASE WHEN "t1"."last_holder" = "t1"."next_holder" THEN 1 ELSE 0 END AS "returned",
      CASE
        WHEN (
          "t1"."last_holder" = "t1"."next_holder"
        )
        AND (
          "t1"."holder" = "t1"."second_holder"
        )
        THEN 1
        ELSE 0
      END AS "kept_up"
    FROM (
      SELECT
        "t0"."item",
        "t0"."place",
        "t0"."holder",
        "t0"."since_us",
        "t0"."until_us",
        "t0"."first_seq",
        "t0"."last_seq",
        "t0"."events",
        "t0"."works",
        LAG("t0"."holder") OVER (
          PARTITION BY "t0"."item"
          ORDER BY "t0"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "last_holder",
        LAG("t0"."works") OVER (
          PARTITION BY "t0"."item"
          ORDER BY "t0"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "last_works",
        LEAD("t0"."holder") OVER (
          PARTITION BY "t0"."item"
          ORDER BY "t0"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "next_holder",
        LEAD("t0"."holder", 2) OVER (
          PARTITION BY "t0"."item"
          ORDER BY "t0"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "second_holder"
      FROM "runs_{holder}" AS "t0"
    ) AS "t1"
    WHERE
      "t1"."next_holder" IS NOT NULL
  ) AS "t2"
  GROUP BY
    1,
    2
) AS "t3"
ORDER BY
  "t3"."holder" ASC,
  "t3"."next_holder" ASC
