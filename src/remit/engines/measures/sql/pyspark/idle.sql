SELECT
  `t1`.`item`,
  `t1`.`place`,
  `t1`.`holder`,
  COALESCE(`t1`.`last_holder`, -1) AS `last_holder`,
  `t1`.`next_holder`,
  `t1`.`since_us`,
  `t1`.`until_us`,
  `t1`.`first_seq`,
  `t1`.`last_seq`
FROM (
  SELECT
    `t0`.`item`,
    `t0`.`place`,
    `t0`.`holder`,
    `t0`.`since_us`,
    `t0`.`until_us`,
    `t0`.`first_seq`,
    `t0`.`last_seq`,
    `t0`.`events`,
    `t0`.`works`,
    LAG(`t0`.`holder`) OVER (PARTITION BY `t0`.`item` ORDER BY `t0`.`place` ASC NULLS LAST) AS `last_holder`,
    LAG(`t0`.`works`) OVER (PARTITION BY `t0`.`item` ORDER BY `t0`.`place` ASC NULLS LAST) AS `last_works`,
    LEAD(`t0`.`holder`) OVER (PARTITION BY `t0`.`item` ORDER BY `t0`.`place` ASC NULLS LAST) AS `next_holder`,
    LEAD(`t0`.`holder`, 2) OVER (PARTITION BY `t0`.`item` ORDER BY `t0`.`place` ASC NULLS LAST) AS `second_holder`
  FROM `runs_{holder}` AS `t0`
) AS `t1`
WHERE
  `t1`.`next_holder` IS NOT NULL AND `t1`.`works` = 0
ORDER BY
  `t1`.`item` ASC NULLS LAST,
  `t1`.`place` ASC NULLS LAST
