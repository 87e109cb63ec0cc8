SELECT
  `t2`.`item`,
  `t2`.`holder`
FROM (
  SELECT
    `t1`.`item`,
    `t1`.`holder`,
    MIN(`t1`.`first_us`) AS `first_us`,
    MIN(`t1`.`second_us`) AS `second_us`
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
      `t0`.`{holder}` >= 0
      AND (
        (
          `t0`.`activity` = {first}
        ) OR (
          `t0`.`activity` = {second}
        )
      )
  ) AS `t1`
  GROUP BY
    1,
    2
) AS `t2`
WHERE
  `t2`.`first_us` IS NOT NULL AND `t2`.`second_us` IS NOT NULL
ORDER BY
  `t2`.`item` ASC NULLS LAST,
  `t2`.`holder` ASC NULLS LAST
