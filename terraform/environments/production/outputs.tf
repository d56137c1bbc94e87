output "url" {
  value = module.environment.url
}

output "release" {
  value = module.environment.release
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
