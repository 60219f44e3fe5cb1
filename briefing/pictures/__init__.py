"""Pages and charts as PNG, drawn on the server without a browser: plotly figures → SVG, set on pages by Typst."""
