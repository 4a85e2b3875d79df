# Modules, for_each and locals: two buckets, each with a key of its own.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}

locals {
  region = "ap-southeast-2"
  role   = "arn:aws:iam::101010101010:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.shared.id}"
}

variable "datasets" {
  default = {
    ocean = { bucket = "datasets-ocean", path = "/ocean" }
    ice   = { bucket = "datasets-ice", path = "/ice" }
  }
}

provider "aws" {
  region              = local.region
  allowed_account_ids = ["101010101010"]
}

provider "aws" {
  alias               = "bucket"
  region              = local.region
  allowed_account_ids = ["202020202020"]
}

provider "aws" {
  alias               = "key"
  region              = local.region
  allowed_account_ids = ["303030303030"]
}

data "aws_region" "a" {}

data "aws_region" "b" {
  provider = aws.bucket
}

data "aws_region" "c" {
  provider = aws.key
}

module "key" {
  source    = "./shared-key"
  for_each  = var.datasets
  providers = { aws = aws.key }
  accounts  = { file_system = "101010101010", bucket = "202020202020", key = "303030303030" }
  bucket    = each.value.bucket
}

module "bucket" {
  source              = "./linked-bucket"
  for_each            = var.datasets
  providers           = { aws = aws.bucket }
  name                = each.value.bucket
  key_arn             = module.key[each.key].arn
  file_system_account = "101010101010"
}

resource "aws_fsx_lustre_file_system" "shared" {
  deployment_type             = "PERSISTENT_2"
  file_system_type_version    = "2.15"
  storage_capacity            = 2400
  per_unit_storage_throughput = 125
  subnet_ids                  = ["subnet-0123456789abcdef0"]
}

resource "aws_fsx_data_repository_association" "dataset" {
  for_each                         = var.datasets
  file_system_id                   = aws_fsx_lustre_file_system.shared.id
  file_system_path                 = each.value.path
  data_repository_path             = "s3://${module.bucket[each.key].id}"
  batch_import_meta_data_on_create = true
}

resource "aws_kms_grant" "dataset" {
  for_each          = var.datasets
  key_id            = module.key[each.key].arn
  grantee_principal = local.role
  operations        = ["Decrypt", "GenerateDataKey"]
}
