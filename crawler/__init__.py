"""Find and fetch: visits portals and hands over documents. Knows Scrapy; knows neither tables nor the database."""
