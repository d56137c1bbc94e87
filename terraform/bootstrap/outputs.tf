output "backend" {
  description = "For terraform/environments/backend.hcl."
  value       = <<-EOT
    bucket     = "${aws_s3_bucket.state.id}"
    region     = "${var.region}"
    kms_key_id = "${module.encryption.key_arn}"
  EOT
}

output "registry" {
  description = "Where images are pushed."
  value       = module.registry.url
}

output "roles" {
  description = "For the variables of the repository on GitHub."
  value       = module.identity.role_arns
}

output "secrets" {
  description = "Where people put UPSTASH_EMAIL, UPSTASH_API_KEY and SENTRY_AUTH_TOKEN for the pipeline, as one JSON object each."
  value       = module.identity.secret_ids
}
