SELECT
  *
FROM (
  SELECT
    `t1`.`activity`,
    COUNT(*) AS `n`,
    COUNT(DISTINCT `t1`.`item`) AS `items`
  FROM (
    SELECT
      `t0`.`ts_us`,
      `t0`.`seq`,
      `t0`.`item`,
      `t0`.`activity`,
      `t0`.`kind`,
      `t0`.`{holder}` AS `holder`
    FROM `events` AS `t0`
  ) AS `t1`
  GROUP BY
    1
) AS `t2`
ORDER BY
  `t2`.`activity` ASC NULLS LAST
