"""The pages: server-rendered HTML in Chinese, autoescaped, with every asset of its own."""
