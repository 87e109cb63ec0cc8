"""The commands under `remit lab`; what reckons is loaded only when it is asked for."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Try a design of accountability before it hurts people: simulate, compare, sweep.",
    no_args_is_help=True,
)
Design = Annotated[Path, typer.Argument(help="A design (YAML), such as examples/harsh.yaml.")]
Posts = Annotated[
    str,
    typer.Option(
        "--tree",
        help="The posts: 10x10x10 (heads, then how many under each), a number of posts, a table"
        " (CSV with columns post and superior), house, or house:CODE.",
    ),
]
Seeds = Annotated[int, typer.Option(min=1, help="How many seeds, shared by all designs.")]
Weeks = Annotated[int, typer.Option(min=2, help="How many weeks are simulated.")]
Engine = Annotated[
    str, typer.Option(help="What reckons: auto, numpy, or numba where it is installed.")
]
Threads = Annotated[
    int, typer.Option(min=1, help="Threads; they make no difference to the result.")
]
Svg = Annotated[Path | None, typer.Option(help="Draw it too, into this file.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Store = Annotated[
    Path | None, typer.Option(help="A DuckDB file in which runs are kept and found again.")
]
Kind = Annotated[str, typer.Option(help="Where runs are reckoned: serial, pool, joblib or dask.")]
Address = Annotated[str, typer.Option(help="The Dask scheduler, such as tcp://host:8786.")]
COUNTY = "10x10x10"


@app.command()
def run(
    design: Design,
    tree: Posts = COUNTY,
    seeds: Seeds = 4,
    weeks: Weeks = 250,
    engine: Engine = "auto",
    threads: Threads = 1,
    svg: Svg = None,
    as_json: Json = False,
) -> None:
    """Simulate one design: what it comes to, and week by week where it has a storm."""
    from remit.cli.laboratory.asking import Asked
    from remit.cli.laboratory.running import tell_run

    tell_run(design, Asked(tree, seeds, weeks, engine, threads), svg=svg, as_json=as_json)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="The design as it is (YAML).")],
    after: Annotated[Path, typer.Argument(help="The design as it might be (YAML).")],
    tree: Posts = COUNTY,
    seeds: Annotated[
        int, typer.Option(min=2, help="How many seeds; both designs meet the same.")
    ] = 8,
    environments: Annotated[
        int, typer.Option(min=0, help="In how many random environments it is tried again.")
    ] = 40,
    weeks: Weeks = 250,
    engine: Engine = "auto",
    threads: Threads = 1,
    svg: Svg = None,
    as_json: Json = False,
) -> None:
    """Compare two designs under the same chance: what changes, for whom, how sure that is."""
    from remit.cli.laboratory.asking import Asked
    from remit.cli.laboratory.comparing import tell_comparison

    asked = Asked(tree, seeds, weeks, engine, threads)
    tell_comparison(before, after, asked, environments, svg=svg, as_json=as_json)


@app.command()
def sweep(
    design: Design,
    over: Annotated[
        list[str],
        typer.Option(help="PARAMETER=LOW:HIGH:STEPS, or PARAMETER=A,B,C; may be given again."),
    ],
    figure: Annotated[
        list[str] | None, typer.Option(help="The figures that are told; may be given again.")
    ] = None,
    tree: Posts = COUNTY,
    seeds: Seeds = 3,
    weeks: Weeks = 250,
    store: Store = None,
    executor: Kind = "serial",
    address: Address = "",
    engine: Engine = "auto",
    threads: Threads = 1,
    svg: Svg = None,
    as_json: Json = False,
) -> None:
    """Simulate a design over a grid of values; stopped by Ctrl-C, it goes on from its store."""
    from remit.cli.laboratory.asking import Asked
    from remit.cli.laboratory.sweeping import Place, tell_sweep

    tell_sweep(
        design, Asked(tree, seeds, weeks, engine, threads), over, figure or ["implementation"],
        Place(executor, address, store), svg=svg, as_json=as_json,
    )  # fmt: skip


@app.command()
def claims(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Claims such as S1 or P4; all if none.")
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Reckon instead of showing what is shipped.")
    ] = False,
    robust: Annotated[
        bool,
        typer.Option("--robust", help="Reckon, also over random environments and a map of each."),
    ] = False,
    tree: Posts = "4x10x10",
    seeds: Annotated[int, typer.Option(min=2, help="How many paired seeds.")] = 8,
    environments: Annotated[
        int, typer.Option(min=1, help="How many random environments, with --robust.")
    ] = 40,
    engine: Engine = "auto",
    threads: Threads = 1,
    as_json: Json = False,
) -> None:
    """The scoreboard of claims: effect, control, whether it holds, in how many environments."""
    from remit.cli.laboratory.asking import Asked
    from remit.cli.laboratory.scoreboard import tell_claims

    asked = Asked(tree, seeds, 250, engine, threads)
    tell_claims(ids or [], asked, environments, anew=anew, robust=robust, as_json=as_json)


@app.command()
def calibrate(
    design: Design,
    observed: Annotated[
        Path, typer.Option(help="What your own ledger shows (YAML: observable: value).")
    ],
    draws: Annotated[int, typer.Option(min=200, help="How many designs are drawn.")] = 3000,
    tree: Posts = "4x10x10",
    weeks: Weeks = 250,
    store: Store = None,
    executor: Kind = "serial",
    address: Address = "",
    engine: Engine = "auto",
    threads: Threads = 1,
    as_json: Json = False,
) -> None:
    """Which parameters fit what a ledger shows, and which it cannot tell."""
    from remit.cli.laboratory.asking import Asked
    from remit.cli.laboratory.calibrating import tell_calibration
    from remit.cli.laboratory.sweeping import Place

    tell_calibration(
        design, observed, Asked(tree, 1, weeks, engine, threads), draws,
        Place(executor, address, store), as_json=as_json,
    )  # fmt: skip
