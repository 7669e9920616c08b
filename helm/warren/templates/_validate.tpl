{{/* Refuses what could not work, with what to do about it. What the schema can say is said there. */}}
{{- define "warren.validate" -}}
{{- include "warren.validateBroker" . }}
{{- include "warren.validateGateway" . }}
{{- $root := . }}
{{- range $name, $worker := .Values.resolved.workers }}
{{- include "warren.validateWorker" (dict "root" $root "name" $name "worker" $worker) }}
{{- include "warren.validateAutoscaling" (dict "root" $root "name" $name "worker" $worker) }}
{{- end }}
{{- end }}

{{- define "warren.validateBroker" -}}
{{- $rabbitmq := .Values.rabbitmq }}
{{- $ways := list }}
{{- range $way := list "existingSecret" "url" "host" "create" }}
{{- if get $rabbitmq $way }}{{ $ways = append $ways (printf "rabbitmq.%s" $way) }}{{ end }}
{{- end }}
{{- if not $ways }}
{{- $homeless := list }}
{{- if and .Values.gateway.enabled (not .Values.gateway.rabbitmq.existingSecret) }}{{ $homeless = append $homeless "gateway" }}{{ end }}
{{- range $name, $worker := .Values.resolved.workers }}
{{- if not $worker.rabbitmq.existingSecret }}{{ $homeless = append $homeless (printf "workers.%s" $name) }}{{ end }}
{{- end }}
{{- if $homeless }}
{{- fail (printf "no broker: set one of rabbitmq.existingSecret, rabbitmq.url, rabbitmq.host or rabbitmq.create (statefulset, to try it out), or a rabbitmq.existingSecret of %s" (join " and of " $homeless)) }}
{{- end }}
{{- end }}
{{- if gt (len $ways) 1 }}
{{- fail (printf "more than one broker: %s are set; keep one of them" (join " and " $ways)) }}
{{- end }}
{{- if and $rabbitmq.host (not $rabbitmq.password) }}
{{- fail "rabbitmq.host needs rabbitmq.password; for a password that is in a Secret already there is rabbitmq.existingSecret" }}
{{- end }}
{{- if and $rabbitmq.url (hasPrefix "amqps" $rabbitmq.url | not) $rabbitmq.tls.enabled }}
{{- fail "rabbitmq.tls.enabled with a rabbitmq.url that is not amqps://" }}
{{- end }}
{{- if and (or $rabbitmq.tls.caSecret $rabbitmq.tls.clientSecret) (not $rabbitmq.tls.enabled) }}
{{- fail "rabbitmq.tls.caSecret and clientSecret are for rabbitmq.tls.enabled=true" }}
{{- end }}
{{- if and $rabbitmq.tls.enabled $rabbitmq.create }}
{{- fail "rabbitmq.create brings up a broker without TLS: with TLS, make the RabbitmqCluster yourself and name its Secret in rabbitmq.existingSecret" }}
{{- end }}
{{- if and $rabbitmq.management.caSecret (hasPrefix "http://" (include "warren.managementUrl" .)) }}
{{- fail (printf "rabbitmq.management.caSecret is for https: set rabbitmq.management.url, which is %s" (include "warren.managementUrl" .)) }}
{{- end }}
{{- if and $rabbitmq.create $rabbitmq.port }}
{{- fail "rabbitmq.port is for rabbitmq.host; a broker that is created has 5672" }}
{{- end }}
{{- if and (eq $rabbitmq.create "cluster") (ne $rabbitmq.virtualHost "/") }}
{{- fail "rabbitmq.create=cluster has the virtual host / alone; for another one, make the RabbitmqCluster yourself and name its Secret in rabbitmq.existingSecret" }}
{{- end }}
{{- if and $rabbitmq.monitor.existingSecret (or $rabbitmq.monitor.username $rabbitmq.monitor.password) }}
{{- fail "rabbitmq.monitor: existingSecret or username and password, not both" }}
{{- end }}
{{- if and (not (has $rabbitmq.create (list "statefulset"))) (ne (empty $rabbitmq.monitor.username) (empty $rabbitmq.monitor.password)) }}
{{- fail "rabbitmq.monitor.username and password come together" }}
{{- end }}
{{- if and .Values.topology.enabled (ne $rabbitmq.create "cluster") (not .Values.topology.rabbitmqClusterReference) }}
{{- fail "topology.enabled needs topology.rabbitmqClusterReference, or rabbitmq.create=cluster" }}
{{- end }}
{{- end }}

{{- define "warren.validateGateway" -}}
{{- $gateway := .Values.gateway }}
{{- $policy := .Values.networkPolicy }}
{{- if and $policy.enabled $policy.gatewayFrom (not $policy.metricsFrom) .Values.metrics.podMonitor.enabled }}
{{- fail "networkPolicy.gatewayFrom shuts out Prometheus, for metrics have the same port: name it in networkPolicy.metricsFrom" }}
{{- end }}
{{- if and (or $gateway.ingress.enabled $gateway.httpRoute.enabled) (not $gateway.enabled) }}
{{- fail "gateway.ingress and gateway.httpRoute need gateway.enabled=true" }}
{{- end }}
{{- if and $gateway.ingress.enabled (not $gateway.ingress.hosts) }}
{{- fail "gateway.ingress.enabled needs gateway.ingress.hosts" }}
{{- end }}
{{- if and $gateway.httpRoute.enabled (not $gateway.httpRoute.parentRefs) }}
{{- fail "gateway.httpRoute.enabled needs gateway.httpRoute.parentRefs" }}
{{- end }}
{{- if gt (int $gateway.autoscaling.minReplicas) (int $gateway.autoscaling.maxReplicas) }}
{{- fail "gateway.autoscaling.maxReplicas is less than minReplicas" }}
{{- end }}
{{- if not (or $gateway.enabled .Values.resolved.workers) }}
{{- fail "neither a gateway nor a worker: set gateway.enabled or add to workers" }}
{{- end }}
{{- end }}

{{- define "warren.validateWorker" -}}
{{- $at := printf "workers.%s" .name }}
{{- $worker := .worker }}
{{- $variables := list }}
{{- range $worker.env }}{{ $variables = append $variables .name }}{{ end }}
{{- if and (eq $worker.handler "exec") (not $worker.exec.command) }}
{{- fail (printf "%s: handler exec needs exec.command" $at) }}
{{- end }}
{{- if and (eq $worker.handler "http") (not $worker.http.url) (not (has "WARREN_WORKER_HTTP_URL" $variables)) }}
{{- fail (printf "%s: handler http needs http.url, or WARREN_WORKER_HTTP_URL in env" $at) }}
{{- end }}
{{- if regexMatch "^[a-zA-Z]+://[^/]*@" $worker.http.url }}
{{- fail (printf "%s: http.url has a password in it; put the URL into a Secret, and WARREN_WORKER_HTTP_URL from it in env" $at) }}
{{- end }}
{{- if and (eq $worker.handler "java") (not $worker.image.repository) (eq .root.Values.image.repository "warren") }}
{{- fail (printf "%s: handler java needs an image with your handlers in it (image.repository, or that of the worker); Warren's own has none. For commands there is handler exec, for endpoints http" $at) }}
{{- end }}
{{- if and $worker.image (not (and $worker.image.repository (or $worker.image.tag $worker.image.digest))) }}
{{- fail (printf "%s: image needs a repository, and a tag or a digest" $at) }}
{{- end }}
{{- if and $worker.inject (not $worker.image.repository) }}
{{- fail (printf "%s: inject copies Warren into an image of yours; name it in image.repository" $at) }}
{{- end }}
{{- if and (include "warren.hasDeletionCost" $worker) (not (or .root.Values.serviceAccount.create .root.Values.serviceAccount.name)) }}
{{- fail (printf "%s: podDeletionCost would let the namespace's default service account patch pods; name one in serviceAccount.name" $at) }}
{{- end }}
{{- if le (int $worker.graceSeconds) (int (add $worker.drainSeconds 10)) }}
{{- fail (printf "%s: a drain may take %d s and ten more, so terminationGracePeriodSeconds has to be longer than %d" $at (int $worker.drainSeconds) (int $worker.graceSeconds)) }}
{{- end }}
{{- end }}

{{- define "warren.validateAutoscaling" -}}
{{- $at := printf "workers.%s.autoscaling" .name }}
{{- $scaling := .worker.autoscaling }}
{{- if ne $scaling.type "none" }}
{{- if lt (int $scaling.maxReplicas) (int $scaling.minReplicas) }}
{{- fail (printf "%s: maxReplicas (%d) is less than minReplicas (%d)" $at (int $scaling.maxReplicas) (int $scaling.minReplicas)) }}
{{- end }}
{{- end }}
{{- if and (eq $scaling.kind "job") (ne $scaling.type "keda") }}
{{- fail (printf "%s: jobs are made by KEDA: kind job needs type keda" $at) }}
{{- end }}
{{- if and $scaling.push (ne $scaling.type "keda") }}
{{- fail (printf "%s: it is KEDA that the gateway tells: push needs type keda" $at) }}
{{- end }}
{{- if and $scaling.push (gt (int $scaling.fallback.replicas) 1) }}
{{- fail (printf "%s: with push KEDA has no fallback: workers that are there stay, but there will not be fallback.replicas (%d) of them" $at (int $scaling.fallback.replicas)) }}
{{- end }}
{{- if and $scaling.push (eq $scaling.kind "job") }}
{{- fail (printf "%s: KEDA starts jobs by its polls alone: push is for kind deployment" $at) }}
{{- end }}
{{- if and $scaling.push (not .root.Values.gateway.enabled) }}
{{- fail (printf "%s: it is the gateway that tells KEDA: push needs gateway.enabled=true" $at) }}
{{- end }}
{{- if and (eq $scaling.kind "job") .worker.extraContainers }}
{{- fail (printf "%s: a job's pod ends when all of its containers have ended: make of extraContainers initContainers with restartPolicy: Always, which end with the worker" $at) }}
{{- end }}
{{- if and (eq $scaling.kind "job") $scaling.tasksPerReplica }}
{{- fail (printf "%s: tasksPerReplica is for deployments; of jobs it is jobs.tasks" $at) }}
{{- end }}
{{- if and (eq $scaling.type "cpu") (lt (int $scaling.minReplicas) 1) }}
{{- fail (printf "%s: by CPU there is no way back from zero: minReplicas has to be 1 or more, or type keda" $at) }}
{{- end }}
{{- if eq $scaling.type "keda" }}
{{- if gt (int $scaling.fallback.replicas) (int $scaling.maxReplicas) }}
{{- fail (printf "%s: fallback.replicas is more than maxReplicas" $at) }}
{{- end }}
{{- $queue := get .root.Values.resolved.queues .worker.queue }}
{{- $declared := or .root.Values.gateway.enabled .root.Values.topology.enabled (eq (default "quorum" $queue.kind) "existing") }}
{{- if not (or $declared (int $scaling.minReplicas)) }}
{{- fail (printf "%s: with no gateway and no worker nothing declares the queue %s: set minReplicas to 1, gateway.enabled or topology.enabled" $at .worker.queue) }}
{{- end }}
{{- if not (include "warren.managementUrl" .root) }}
{{- fail "autoscaling by keda needs rabbitmq.management.url, such as http://rabbitmq.default.svc:15672" }}
{{- end }}
{{- if not (include "warren.monitorSecret" .root) }}
{{- fail "autoscaling by keda needs rabbitmq.monitor (existingSecret, or username and password): rabbitmq.url and secretKeys.url say no user that KEDA could be given" }}
{{- end }}
{{- end }}
{{- end }}
