SELECT
  *
FROM (
  SELECT
    "t2"."item",
    COUNT(*) AS "runs",
    COUNT(DISTINCT "t2"."holder") AS "holders",
    SUM("t2"."returned") AS "returns",
    SUM("t2"."kept_up") AS "kept_up",
    SUM("t2"."returned" * CASE WHEN "t2"."works" = 0 THEN 1 ELSE 0 END) AS "idle",
    SUM(
      CASE
        WHEN "t2"."next_holder" IS NOT NULL
        THEN "t2"."until_us" - "t2"."since_us"
        ELSE 0
      END >> 20
    ) AS "held_high",
    SUM(
      CASE
        WHEN "t2"."next_holder" IS NOT NULL
        THEN "t2"."until_us" - "t2"."since_us"
        ELSE 0
      END & 1048575
    ) AS "held_low",
    SUM(
      CASE WHEN "t2"."returned" = 1 THEN "t2"."until_us" - "t2"."since_us" ELSE 0 END >> 20
    ) AS "middle_high",
    SUM(
      CASE WHEN "t2"."returned" = 1 THEN "t2"."until_us" - "t2"."since_us" ELSE 0 END & 1048575
    ) AS "middle_low"
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
      (
        "t1"."next_holder" IS NOT NULL
      ) OR (
        "t1"."last_holder" IS NOT NULL
      )
  ) AS "t2"
  GROUP BY
    1
) AS "t3"
ORDER BY
  "t3"."item" ASC
