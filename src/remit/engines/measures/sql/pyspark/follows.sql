SELECT
  *
FROM (
  SELECT
    `t3`.`source`,
    `t3`.`target`,
    COUNT(`t3`.`span`) AS `n`,
    MIN(`t3`.`span`) AS `least_us`,
    MAX(`t3`.`span`) AS `most_us`,
    SUM(`t3`.`span` & 262143) AS `sum_l`,
    SUM((
      SHIFTRIGHT(`t3`.`span`, 18)
    ) & 262143) AS `sum_m`,
    SUM(SHIFTRIGHT(`t3`.`span`, 36)) AS `sum_h`,
    SUM((
      `t3`.`span` & 262143
    ) * (
      `t3`.`span` & 262143
    )) AS `sum_ll`,
    SUM(
      (
        `t3`.`span` & 262143
      ) * (
        (
          SHIFTRIGHT(`t3`.`span`, 18)
        ) & 262143
      )
    ) AS `sum_lm`,
    SUM((
      `t3`.`span` & 262143
    ) * (
      SHIFTRIGHT(`t3`.`span`, 36)
    )) AS `sum_lh`,
    SUM(
      (
        (
          SHIFTRIGHT(`t3`.`span`, 18)
        ) & 262143
      ) * (
        (
          SHIFTRIGHT(`t3`.`span`, 18)
        ) & 262143
      )
    ) AS `sum_mm`,
    SUM(
      (
        (
          SHIFTRIGHT(`t3`.`span`, 18)
        ) & 262143
      ) * (
        SHIFTRIGHT(`t3`.`span`, 36)
      )
    ) AS `sum_mh`,
    SUM((
      SHIFTRIGHT(`t3`.`span`, 36)
    ) * (
      SHIFTRIGHT(`t3`.`span`, 36)
    )) AS `sum_hh`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t1`.`activity` AS `source`,
        LEAD(`t1`.`activity`) OVER (
          PARTITION BY `t1`.`item`
          ORDER BY `t1`.`ts_us` ASC NULLS LAST, `t1`.`seq` ASC NULLS LAST
        ) AS `target`,
        LEAD(`t1`.`ts_us`) OVER (
          PARTITION BY `t1`.`item`
          ORDER BY `t1`.`ts_us` ASC NULLS LAST, `t1`.`seq` ASC NULLS LAST
        ) - `t1`.`ts_us` AS `span`
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
    ) AS `t2`
    WHERE
      `t2`.`target` IS NOT NULL
  ) AS `t3`
  GROUP BY
    1,
    2
) AS `t4`
ORDER BY
  `t4`.`source` ASC NULLS LAST,
  `t4`.`target` ASC NULLS LAST
