SELECT
  *
FROM (
  SELECT
    `t6`.`item`,
    MIN(`t6`.`second_us` - `t6`.`nearest_us`) AS `least_us`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t4`.`ts_us`,
        `t4`.`seq`,
        `t4`.`item`,
        `t4`.`activity`,
        `t4`.`kind`,
        `t4`.`holder`,
        `t4`.`first_us`,
        `t4`.`second_us`,
        MAX(`t4`.`first_us`) OVER (
          PARTITION BY `t4`.`item`
          ORDER BY `t4`.`ts_us` ASC NULLS LAST, `t4`.`seq` ASC NULLS LAST
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS `nearest_us`
      FROM (
        SELECT
          `t3`.`ts_us`,
          `t3`.`seq`,
          `t3`.`item`,
          `t3`.`activity`,
          `t3`.`kind`,
          `t3`.`holder`,
          IF(`t3`.`activity` = {first}, `t3`.`ts_us`, CAST(NULL AS BIGINT)) AS `first_us`,
          IF(`t3`.`activity` = {second}, `t3`.`ts_us`, CAST(NULL AS BIGINT)) AS `second_us`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              `t0`.`ts_us`,
              `t0`.`seq`,
              `t0`.`item`,
              `t0`.`activity`,
              `t0`.`kind`,
              `t0`.`{holder}` AS `holder`
            FROM `events` AS `t0`
            WHERE
              (
                `t0`.`activity` = {first}
              ) OR (
                `t0`.`activity` = {second}
              )
          ) AS `t2`
          WHERE
            `t2`.`item` IN (
              SELECT
                `t0`.`item`
              FROM `events` AS `t0`
              WHERE
                `t0`.`activity` = {rarer}
            )
        ) AS `t3`
      ) AS `t4`
    ) AS `t5`
    WHERE
      (
        `t5`.`second_us` - `t5`.`nearest_us`
      ) <= {within_us}
  ) AS `t6`
  GROUP BY
    1
) AS `t7`
ORDER BY
  `t7`.`item` ASC NULLS LAST
