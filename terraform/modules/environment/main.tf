# The whole of an environment, in the order in which things stand on each other. Staging and production differ in the
# numbers that they hand over, and in nothing else.
data "aws_caller_identity" "here" {}
data "aws_partition" "here" {}

locals {
  role_prefix = "arn:${data.aws_partition.here.partition}:iam::${data.aws_caller_identity.here.account_id}:role/quartermaster"
}

module "encryption" {
  source = "../encryption"
  name   = var.name
}

module "network" {
  source         = "../network"
  name           = var.name
  cidr           = var.cidr
  nat_gateways   = var.sizes.nat_gateways
  endpoint_zones = var.sizes.endpoint_zones
  log_days       = var.sizes.log_days
  kms_key_arn    = module.encryption.key_arn
}

module "storage" {
  source                   = "../storage"
  name                     = var.name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.data_subnet_ids
  client_security_group_id = module.cluster.security_group_id
  log_days                 = var.sizes.log_days
  head_days                = var.sizes.head_days
  head_writer_arn          = module.observability.log_reader_arn
  kms_key_arn              = module.encryption.key_arn
}

module "dns" {
  source  = "../dns"
  host    = var.host
  zone_id = var.zone_id
}

module "load_balancer" {
  source              = "../load-balancer"
  name                = var.name
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.public_subnet_ids
  target_cidrs        = module.network.cidrs.private
  host                = var.host
  zone_id             = var.zone_id
  certificate_arn     = module.dns.certificate_arn
  log_bucket          = module.storage.log_bucket
  deletion_protection = var.deletion_protection
}

module "waf" {
  source                 = "../waf"
  name                   = var.name
  balancer_arn           = module.load_balancer.arn
  requests_per_5_minutes = var.sizes.requests_per_5_minutes
  log_days               = var.sizes.log_days
  kms_key_arn            = module.encryption.key_arn
}

module "cluster" {
  source                     = "../cluster"
  name                       = var.name
  kubernetes_version         = var.kubernetes_version
  subnet_ids                 = module.network.private_subnet_ids
  api_allowed_cidrs          = var.api_allowed_cidrs
  administrator_arns         = var.administrator_arns
  release_arns               = ["${local.role_prefix}-release-${var.environment}"]
  balancer_security_group_id = module.load_balancer.security_group_id
  instance_types             = var.sizes.instance_types
  nodes_min                  = var.sizes.nodes_min
  nodes_max                  = var.sizes.nodes_max
  deletion_protection        = var.deletion_protection
  log_days                   = var.sizes.log_days
  kms_key_arn                = module.encryption.key_arn
}

module "database" {
  source                   = "../database"
  name                     = var.name
  vpc_id                   = module.network.vpc_id
  vpc_cidr                 = var.cidr
  zones                    = module.network.zones
  subnet_ids               = module.network.data_subnet_ids
  function_subnet_ids      = module.network.private_subnet_ids
  client_security_group_id = module.cluster.security_group_id
  instance_class           = var.sizes.database_class
  storage_gb               = var.sizes.database_gb
  storage_gb_max           = var.sizes.database_gb_max
  connections              = var.sizes.database_connections
  replicas                 = var.sizes.database_replicas
  backup_days              = var.sizes.backup_days
  password_version         = var.secret_versions.database
  deletion_protection      = var.deletion_protection
  log_days                 = var.sizes.log_days
  kms_key_arn              = module.encryption.key_arn
}

module "cache" {
  source                   = "../cache"
  name                     = var.name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.data_subnet_ids
  client_security_group_id = module.cluster.security_group_id
  node_type                = var.sizes.cache_type
  nodes                    = var.sizes.cache_nodes
  backup_days              = var.sizes.cache_backup_days
  password_version         = var.secret_versions.redis
  kms_key_arn              = module.encryption.key_arn
}

module "edge_cache" {
  source         = "../edge-cache"
  name           = var.name
  primary_region = var.store_region
  budget_usd     = var.sizes.store_budget_usd
  token_version  = var.secret_versions.store
  kms_key_arn    = module.encryption.key_arn
}

module "secrets" {
  source       = "../secrets"
  name         = var.name
  auth_version = var.secret_versions.auth
  by_hand      = var.secrets_by_hand
  kms_key_arn  = module.encryption.key_arn
}

module "backup" {
  source        = "../backup"
  name          = var.name
  resource_arns = [module.database.arn, module.storage.files_arn]
  days          = var.sizes.copy_days
  months        = var.sizes.copy_months
  kms_key_arn   = module.encryption.key_arn
}

module "addons" {
  source           = "../addons"
  name             = var.name
  cluster_name     = module.cluster.name
  vpc_id           = module.network.vpc_id
  target_group_arn = module.load_balancer.target_group_arn
  secret_prefix    = var.name
  kms_key_arn      = module.encryption.key_arn
}

module "observability" {
  source                  = "../observability"
  name                    = var.name
  cluster_name            = module.cluster.name
  namespace               = "quartermaster"
  endpoints               = var.alert_endpoints
  vault                   = module.backup.vault
  database_instances      = module.database.instances
  database_free_gb_min    = var.sizes.database_gb / 5
  cache_members           = module.cache.members
  balancer_arn_suffix     = module.load_balancer.arn_suffix
  target_group_arn_suffix = module.load_balancer.target_group_arn_suffix
  head_bucket             = module.storage.head_bucket
  log_days                = var.sizes.log_days
  kms_key_arn             = module.encryption.key_arn
}

module "application" {
  source               = "../application"
  name                 = var.name
  namespace            = "quartermaster"
  cluster_name         = module.cluster.name
  release_group        = module.cluster.release_group
  image                = var.image
  release              = var.release
  host                 = var.host
  processes            = var.processes
  worker_concurrency   = var.sizes.worker_concurrency
  database             = module.database
  redis                = module.cache
  store                = module.edge_cache
  authorities          = var.authorities
  mounted_secrets      = module.secrets.mounted
  secrets_revision     = join("-", [for name in sort(keys(var.secret_versions)) : var.secret_versions[name]])
  mail_from            = var.mail_from
  traces_endpoint      = var.traces_endpoint
  files_id             = module.storage.files_id
  target_group_arn     = module.load_balancer.target_group_arn
  balancer_cidrs       = module.network.cidrs.public
  data_cidrs           = module.network.cidrs.data
  prometheus_url       = module.observability.prometheus_url
  monitoring_namespace = module.observability.namespace
  kms_key_arn          = module.encryption.key_arn

  depends_on = [module.addons]
}
