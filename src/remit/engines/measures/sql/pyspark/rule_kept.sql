SELECT
  *
FROM (
  SELECT
    `t3`.`item`,
    MIN(`t3`.`second_us` - `t3`.`nearest_us`) AS `least_us`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t1`.`ts_us`,
        `t1`.`seq`,
        `t1`.`item`,
        `t1`.`activity`,
        `t1`.`kind`,
        `t1`.`holder`,
        `t1`.`first_us`,
        `t1`.`second_us`,
        MAX(`t1`.`first_us`) OVER (
          PARTITION BY `t1`.`item`
          ORDER BY `t1`.`ts_us` ASC NULLS LAST, `t1`.`seq` ASC NULLS LAST
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS `nearest_us`
      FROM (
        SELECT
          `t0`.`ts_us`,
          `t0`.`seq`,
          `t0`.`item`,
          `t0`.`activity`,
          `t0`.`kind`,
          `t0`.`{holder}` AS `holder`,
          IF(`t0`.`activity` = {first}, `t0`.`ts_us`, CAST(NULL AS BIGINT)) AS `first_us`,
          IF(`t0`.`activity` = {second}, `t0`.`ts_us`, CAST(NULL AS BIGINT)) AS `second_us`
        FROM `events` AS `t0`
        WHERE
          (
            `t0`.`activity` = {first}
          ) OR (
            `t0`.`activity` = {second}
          )
      ) AS `t1`
    ) AS `t2`
    WHERE
      (
        `t2`.`second_us` - `t2`.`nearest_us`
      ) <= {within_us}
  ) AS `t3`
  GROUP BY
    1
) AS `t4`
ORDER BY
  `t4`.`item` ASC NULLS LAST
