output "url" {
  value = module.environment.url
}

# What the pipeline asks for: what runs, and where to see how it does.
output "release" {
  value = module.environment.release.release
}

output "image" {
  value = module.environment.release.image
}

output "prometheus" {
  value = module.environment.prometheus
}

output "kubeconfig" {
  description = "The command that lets kubectl in."
  value       = "aws eks update-kubeconfig --name ${module.environment.cluster.name} --region ${var.region}"
}

output "database" {
  value = module.environment.database
}

output "buckets" {
  value = module.environment.buckets
}

output "vault" {
  value = module.environment.vault
}
