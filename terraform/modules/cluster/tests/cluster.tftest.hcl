mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      arn                   = "arn:aws:eks:eu-central-1:123456789012:cluster/shop"
      certificate_authority = [{ data = "ZmFrZQ==" }]
    }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-1", latest_version = 1 }
  }
}

variables {
  name                       = "shop"
  kubernetes_version         = "1.35"
  subnet_ids                 = ["subnet-a", "subnet-b", "subnet-c"]
  administrator_arns         = ["arn:aws:iam::123456789012:role/people"]
  release_arns               = ["arn:aws:iam::123456789012:role/release"]
  balancer_security_group_id = "sg-1"
  instance_types             = ["m7i.large"]
  nodes_min                  = 1
  nodes_max                  = 4
  log_days                   = 30
  kms_key_arn                = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "closed" {
  assert {
    condition     = !aws_eks_cluster.this.vpc_config[0].endpoint_public_access && aws_eks_cluster.this.vpc_config[0].endpoint_private_access
    error_message = "Without a list the API answers inside the network alone."
  }
  assert {
    condition     = aws_eks_cluster.this.encryption_config[0].provider[0].key_arn == var.kms_key_arn && contains(aws_eks_cluster.this.encryption_config[0].resources, "secrets")
    error_message = "Secrets of Kubernetes are encrypted by our key."
  }
  assert {
    condition     = contains(aws_eks_cluster.this.enabled_cluster_log_types, "audit") && aws_eks_cluster.this.deletion_protection
    error_message = "Who did what is logged, and the cluster is not lost by a word."
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.balancer : rule.cidr_ipv4 == null && rule.from_port == 3000])
    error_message = "The balancer's group reaches the web's port, and no range of addresses reaches anything."
  }
}

run "nodes" {
  assert {
    condition     = aws_launch_template.node.metadata_options[0].http_tokens == "required" && aws_launch_template.node.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "IMDSv2, for the node and not for its pods."
  }
  assert {
    condition     = tobool(aws_launch_template.node.block_device_mappings[0].ebs[0].encrypted)
    error_message = "Disks are encrypted."
  }
  assert {
    condition     = length(aws_eks_node_group.this) == 3 && alltrue([for group in aws_eks_node_group.this : length(group.subnet_ids) == 1])
    error_message = "A group of nodes for each zone."
  }
  assert {
    condition     = jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "Network policies are enforced."
  }
}

run "people" {
  assert {
    condition = alltrue([
      for each in aws_eks_access_policy_association.this :
      endswith(each.principal_arn, "role/people") || (each.access_scope[0].type == "namespace" && !strcontains(each.policy_arn, "ClusterAdmin"))
    ])
    error_message = "The pipeline changes one namespace, and is no administrator of the cluster."
  }
  assert {
    condition     = !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "Nobody is an administrator by having made it."
  }
  assert {
    condition     = { for arn, entry in aws_eks_access_entry.this : arn => try(tolist(entry.kubernetes_groups)[0], "") if !strcontains(arn, "people") } == { for arn in var.release_arns : arn => output.release_group }
    error_message = "The cluster knows who releases by their group."
  }
}

run "open_to_all" {
  command = plan
  variables {
    api_allowed_cidrs = ["0.0.0.0/0"]
  }
  expect_failures = [var.api_allowed_cidrs]
}

run "open_to_some" {
  variables {
    api_allowed_cidrs = ["203.0.113.0/24"]
  }
  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].public_access_cidrs == toset(["203.0.113.0/24"])
    error_message = "The API answers those who are named."
  }
}
