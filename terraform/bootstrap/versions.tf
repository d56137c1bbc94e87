terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
    tls = {
      source  = "hashicorp/tls"
      version = "~> 4.0"
    }
  }

  # Made with a state on the disk of who bootstraps; terraform/README.md says how it moves into the bucket that it has made.
  backend "local" {}
}
