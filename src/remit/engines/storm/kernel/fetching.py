"""Telling the processor what will be read soon: a run of a million posts waits for memory, not for sums."""

from importlib import import_module
from typing import Any

from numba.core import types
from numba.extending import intrinsic

ir: Any = import_module("llvmlite.ir")
cgutils: Any = import_module("numba.core.cgutils")

READ_AND_WRITE, KEEP, DATA = 1, 3, 1


def _fetch(typing: Any, array: Any, place: Any) -> Any:
    """Asks for the line of memory at a place of an array; there may be nothing at that place."""

    def ask(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, given[0]).data
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        call = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        at = builder.bitcast(builder.gep(data, [given[1]]), byte)
        builder.call(call, [at, number(READ_AND_WRITE), number(KEEP), number(DATA)])
        return context.get_dummy_value()

    return types.void(array, types.intp), ask


fetch: Any = intrinsic(_fetch)
