SELECT
  *
FROM (
  SELECT
    `t1`.`holder`,
    COUNT(*) AS `n`,
    SUM(IF(`t1`.`kind` = 1, 1, 0)) AS `works`,
    COUNT(DISTINCT `t1`.`item`) AS `items`,
    MIN(`t1`.`ts_us`) AS `first_us`,
    MAX(`t1`.`ts_us`) AS `last_us`
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
      `t0`.`{holder}` >= 0
  ) AS `t1`
  GROUP BY
    1
) AS `t2`
ORDER BY
  `t2`.`holder` ASC NULLS LAST
