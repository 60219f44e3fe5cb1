"""Back and Forward: a screen that is gone back to starts from the choices of its address, as when a link is opened."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def is_under_way() -> bool:
    """Whether Back, Forward or a link of our own drawings leads to this run: its address says all that is chosen."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def restore() -> None:
    """Called before a screen is run that Back, Forward or a link of our own drawings leads to.

    Streamlit 1.67 lets an address choose on these ways, but first strikes from it what a selector of the screen before
    was bound to under the same name (QueryParams.populate_from_query_string): the month, in nearly every case. On a
    way within one screen it does not read the address anew at all.
    """
    run = get_script_run_ctx()
    if run is None or not run.is_history_navigation:
        return
    with run.session_state.query_params() as known:
        known.populate_from_query_string(run.query_string)
        known.set_initial_query_params_from_current()
        known.update({})  # tells the browser, whose address has lost what was struck


def begin_with_address() -> None:
    """What the address says now is what its choices begin with, not what was wrong in it when it was opened.

    Streamlit would strike from it the choice whose first value was none of its options.
    """
    run = get_script_run_ctx()
    if run is not None:
        with run.session_state.query_params() as known:
            known.set_initial_query_params_from_current()
