"""What every test of a screen begins with."""

import pytest
import streamlit as st


@pytest.fixture(autouse=True)
def nothing_cached() -> None:
    """Caches are keyed by the version of a process's one store; these tests have many stores of the same version."""
    st.cache_resource.clear()
