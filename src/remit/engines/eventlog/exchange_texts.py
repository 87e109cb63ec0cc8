"""What can be wrong with logs in other formats than XES, and with writing one, in both languages."""

from remit.engines.words import Words

EXCHANGE: dict[str, Words] = {
    "log.document_bytes": Words(
        "文件内容超过 {limit} 字节的上限。请按时间分段导出后分别读取。",
        "The file holds more than {limit} bytes. Export it in parts, by period.",
    ),
    "log.unwritable_instant": Words(
        "第 {seq} 号事件的时间超出公元 1 年至 9999 年，无法写成日期。请先核对该事件的时间。",
        "The instant of event {seq} lies outside the years 1 to 9999 and cannot be written as a date."
        " Check it first.",
    ),
    "log.unwritable_text": Words(
        "“{text}”含有{format}无法表示的控制字符。请先改名，或改用其他格式。",
        "“{text}” holds a control character that {format} cannot carry. Rename it, or take another"
        " format.",
    ),
    "xes.not_ours": Words(
        "日志自称由本系统导出，但该事件的内容已被改动（{reason}）。请重新导出，或删去日志的 exchange 属性。",
        "The log says it was exported from here, but this event was changed since ({reason}). Export it"
        " again, or remove the log's attribute `exchange`.",
    ),
    "ocel.not_json": Words(
        "文件不是 JSON（{reason}），因此不是 OCEL 2.0 日志。请重新导出。",
        "The file is not JSON ({reason}), so it is no OCEL 2.0 log. Export it again.",
    ),
    "ocel.depth": Words(
        "JSON 嵌套过深，像是恶意文件，已停止读取。OCEL 2.0 的嵌套不超过五层。",
        "The JSON is nested far too deep, as an attack would be; reading stopped. OCEL 2.0 nests no"
        " more than five deep.",
    ),
    "ocel.digits": Words(
        "有一个数超过 {limit} 位。请检查导出程序。",
        "A number has more than {limit} digits. Check the program that exported the log.",
    ),
    "ocel.not_a_number": Words(
        "JSON 中出现“{text}”，它不是数。请检查导出程序。",
        "The JSON says “{text}”, which is no number. Check the program that exported the log.",
    ),
    "ocel.doubled_key": Words(
        "同一个 JSON 对象中“{text}”出现两次，无法知道以哪个为准。请检查导出程序。",
        "“{text}” stands twice in one JSON object, so nobody can tell which one counts. Check the"
        " program that exported the log.",
    ),
    "ocel.version_1": Words(
        "这是 OCEL 1.0 日志。请用导出程序改存为 OCEL 2.0。",
        "This is a log in OCEL 1.0. Have it exported in OCEL 2.0.",
    ),
    "ocel.missing_part": Words(
        "文件中没有“{part}”，不是 OCEL 2.0 日志。请检查是否选错文件。",
        "The file has no “{part}”, so it is no OCEL 2.0 log. Check that this is the right file.",
    ),
    "ocel.wrong_kind": Words(
        "此处应为{expected}。请检查导出程序。",
        "There should be {expected} here. Check the program that exported the log.",
    ),
    "ocel.doubled_event": Words(
        "事件编号“{name}”出现不止一次。事件编号必须唯一，请重新导出。",
        "The event “{name}” occurs more than once. Identifiers of events are unique; export it again.",
    ),
    "ocel.doubled_object": Words(
        "对象编号“{name}”出现不止一次。对象编号必须唯一，请重新导出。",
        "The object “{name}” occurs more than once. Identifiers of objects are unique; export it again.",
    ),
    "ocel.unreadable_date": Words(
        "事件时间“{text}”无法识别。请写成 2024-03-31T09:30:00+08:00 这样的形式。",
        "The time “{text}” cannot be read. Write it like 2024-03-31T09:30:00+08:00.",
    ),
    "ocel.entries": Words(
        "日志中的{what}超过 {limit} 个。请按时间分段导出后分别读取。",
        "The log has more than {limit} {what}. Export it in parts, by period.",
    ),
    "ocel.relations": Words(
        "事件“{name}”关联的对象超过 {limit} 个。请检查导出程序。",
        "The event “{name}” refers to more than {limit} objects. Check the program that exported the"
        " log.",
    ),
    "ocel.no_item_type": Words(
        "没有事件关联任何可作事项的对象类型。对象类型：{types}。请用 --column item=类型 指定。",
        "No event refers to an object of a type that can be the item. Types: {types}. Say"
        " --column item=TYPE.",
    ),
    "ocel.unknown_item_type": Words(
        "日志中没有对象类型“{asked}”。对象类型：{types}。",
        "The log has no object type “{asked}”. Its types: {types}.",
    ),
    "ocel.not_a_database": Words(
        "文件不是可读的 SQLite 数据库（{reason}）。请重新导出。",
        "The file is no SQLite database that can be read ({reason}). Export it again.",
    ),
    "ocel.missing_table": Words(
        "数据库中没有表“{table}”（含列 {columns}），不是 OCEL 2.0 日志。请检查是否选错文件。",
        "The database has no table “{table}” with the columns {columns}, so it is no OCEL 2.0 log."
        " Check that this is the right file.",
    ),
    "ocel.event_without_time": Words(
        "表“{table}”中没有事件“{name}”的时间。请重新导出。",
        "The table “{table}” does not say when the event “{name}” was. Export the log again.",
    ),
    "ocel.more": Words(
        "已列出 {limit} 处问题，不再继续读取。请先修正以上各处再试。",
        "{limit} faults are listed; reading stopped here. Mend these first and try again.",
    ),
    "ocel.item_type": Words(
        "以对象类型“{type}”为事项（关联的事件最多）。另有：{others}。可用 --column item=类型 另选。",
        "Items are the objects of type “{type}”, to which most events refer. There are also:"
        " {others}. Choose another with --column item=TYPE.",
    ),
    "ocel.unknown_object": Words(
        "有 {count} 处关联的对象不在日志中，未计入。",
        "{count} references name an object that is not in the log; they were left out.",
    ),
    "ocel.event_without_item": Words(
        "有 {count} 个事件不关联任何事项，未计入。",
        "{count} events refer to no item; they were left out.",
    ),
    "ocel.event_of_many": Words(
        "有 {count} 个事件关联多个事项，在每个事项下各计一次。",
        "{count} events refer to several items; they count once for each.",
    ),
    "ocel.many_holders": Words(
        "有 {count} 处同时写明多个岗位、人员或单位，只取最先写的一个。",
        "{count} times several posts, people or units are named at once; the first one written was"
        " taken.",
    ),
    "ocel.date_without_zone": Words(
        "有 {count} 个事件时间没有写时区，按 {zone} 理解。",
        "{count} times name no time zone; they were read as {zone}.",
    ),
    "table.empty": Words(
        "表格是空的。第一行应为列名，其后每行一个事件。",
        "The table is empty. The first line names the columns, each further line is an event.",
    ),
    "table.encoding": Words(
        "既不是 UTF-8 也不是 GB18030 文本（第 {byte} 字节）。请另存为 UTF-8。",
        "This is text neither in UTF-8 nor in GB18030 (byte {byte}). Save it as UTF-8.",
    ),
    "table.column_unknown": Words(
        "不知道哪一列是“{meaning}”。请用 --column {meaning}=列名 指定，可选：{columns}。",
        "It cannot be told which column is the {meaning}. Say --column {meaning}=NAME, one of:"
        " {columns}.",
    ),
    "table.column_twice": Words(
        "列名“{name}”出现不止一次，无法知道用哪一列。请改名后再试。",
        "The column “{name}” occurs more than once, so nobody can tell which one counts. Rename one.",
    ),
    "table.malformed": Words(
        "此处无法作为表格读取（{reason}）。请检查引号与分隔符。",
        "The table cannot be read here ({reason}). Check quotes and separators.",
    ),
    "table.fields": Words(
        "这一行有 {count} 个字段，列名有 {expected} 个。请检查引号与分隔符。",
        "This line has {count} fields, the header {expected}. Check quotes and separators.",
    ),
    "table.nothing_there": Words(
        "“{name}”是空的，无法知道{what}。请补上。",
        "“{name}” is empty, so nobody can tell {what}. Fill it in.",
    ),
    "table.unreadable_date": Words(
        "“{text}”不是能识别的时间。请写成 2024-03-31 09:30:00。",
        "“{text}” is no time that can be read. Write it like 2024-03-31 09:30:00.",
    ),
    "table.ambiguous_date": Words(
        "“{text}”可以是 {month_first}，也可以是 {day_first}，这一列没有任何一行能分清。"
        "请用 --dates day-first（日在前）或 --dates month-first（月在前）说明。",
        "“{text}” can be {day_first} or {month_first}, and no line of the column tells which. Say"
        " --dates day-first or --dates month-first.",
    ),
    "table.mixed_dates": Words(
        "第 {first} 行只能是{before}，这一行“{text}”只能是{order}。同一列只能用一种写法。",
        "Line {first} can only be {before}, this one, “{text}”, only {order}. One column is written"
        " one way.",
    ),
    "table.not_a_place": Words(
        "“{text}”不是整数，不能表示先后次序。",
        "“{text}” is no whole number and cannot say which event came first.",
    ),
    "table.entries": Words(
        "表格超过 {limit} 行。请按时间分段导出后分别读取。",
        "The table has more than {limit} lines. Export it in parts, by period.",
    ),
    "table.more": Words(
        "已列出 {limit} 处问题，不再继续读取。请先修正以上各处再试。",
        "{limit} faults are listed; reading stopped here. Mend these first and try again.",
    ),
    "table.columns": Words(
        "列的理解：{columns}。如有不符，请用 --column 含义=列名 更正。",
        "The columns were understood so: {columns}. Where that is wrong, say --column MEANING=NAME.",
    ),
    "table.gb18030": Words(
        "文件不是 UTF-8，按 GB18030 读取。如有乱码，请另存为 UTF-8 后再试。",
        "The file is not UTF-8 and was read as GB18030. If names look wrong, save it as UTF-8.",
    ),
    "table.event_without_date": Words(
        "有 {count} 行没有时间，未计入。",
        "{count} lines have no time; they were left out.",
    ),
    "table.date_without_zone": Words(
        "有 {count} 个时间没有写时区，按 {zone} 理解。",
        "{count} times name no time zone; they were read as {zone}.",
    ),
    "table.dates_by_column": Words(
        "日期按{order}理解：这一列中“{text}”只能这样读。",
        "Dates were read as {order}: “{text}” in this column can only be read so.",
    ),
}
