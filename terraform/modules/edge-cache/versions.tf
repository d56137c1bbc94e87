terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    upstash = {
      source  = "upstash/upstash"
      version = ">= 1.5, < 3.0"
    }
  }
}
