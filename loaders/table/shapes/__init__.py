"""Tables that say with their shape what their headings do not: laid across, spans told above, figures of two kinds."""
