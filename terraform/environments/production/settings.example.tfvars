region             = "eu-central-1"
host               = "shop.example.com"
zone_id            = "Z0123456789"
administrator_arns = ["arn:aws:iam::123456789012:role/administrator"]
alert_endpoints    = { pager = "https://events.example.com/key", tickets = "tickets@example.com" }
store_region       = "eu-central-1"
