"""Many regions' months judged at once, from the folders that store.exchange writes, by one process or a cluster."""
