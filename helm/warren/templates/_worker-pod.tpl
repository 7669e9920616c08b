{{/* The pod of a worker: of a Deployment, or of a Job. */}}
{{- define "warren.workerPod" -}}
{{- $root := .root }}
{{- $name := .name }}
{{- $worker := .worker }}
{{- $of := dict "root" $root "component" "worker" "worker" $name }}
{{- $labels := include "warren.selectorLabels" $of }}
metadata:
  labels:
    {{- include "warren.podLabels" (merge (dict "labels" $worker.podLabels) $of) | nindent 4 }}
  annotations:
    {{- $config := include "warren.properties" (dict "root" $root "config" $worker.config "queues" (pick $root.Values.resolved.queues $worker.queue)) }}
    {{- include "warren.podAnnotations" (dict "root" $root "config" $config "annotations" $worker.podAnnotations) | nindent 4 }}
spec:
  {{- include "warren.podSettings" (dict "root" $root "pod" $worker "labels" $labels) | nindent 2 }}
  # Longer than a run may take: no rolling update and no scale-down cuts a task short.
  terminationGracePeriodSeconds: {{ $worker.graceSeconds }}
  {{- if include "warren.isJob" $worker }}
  restartPolicy: Never
  {{- end }}
  {{- if and (eq $worker.handler "exec") $worker.shareProcessNamespace }}
  shareProcessNamespace: true
  {{- end }}
  securityContext:
    {{- toYaml (merge (dict) $root.Values.podSecurityContext (and $worker.inject $root.Values.assignUsers | ternary (dict "runAsUser" 10001) (dict))) | nindent 4 }}
  {{- if or $worker.inject $worker.initContainers }}
  initContainers:
    {{- include "warren.injection" (dict "root" $root "worker" $worker) | trim | nindent 4 }}
    {{- with $worker.initContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
  containers:
    - name: worker
      {{- include "warren.workerImage" (dict "root" $root "worker" $worker) | trim | nindent 6 }}
      args: [serve, --role, worker]
      ports:
        - {name: http, containerPort: 8080, protocol: TCP}
      env:
        {{- include "warren.workerEnv" (dict "root" $root "worker" $worker) | nindent 8 }}
        {{- with $worker.env }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with $worker.envFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- include "warren.probes" $root | nindent 6 }}
      resources:
        {{- toYaml $worker.resources | nindent 8 }}
      securityContext:
        {{- toYaml $root.Values.securityContext | nindent 8 }}
      volumeMounts:
        {{- include "warren.volumeMounts" (dict "root" $root "volumeMounts" $worker.volumeMounts) | nindent 8 }}
        {{- if $worker.inject }}
        - {name: warren, mountPath: /opt/warren, readOnly: true}
        {{- end }}
        {{- if include "warren.hasDeletionCost" $worker }}
        - {name: service-account, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}
        {{- end }}
    {{- with $worker.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    {{- $key := printf "worker-%s.properties" $name }}
    {{- include "warren.volumes" (dict "root" $root "key" $key "volumes" $worker.volumes) | nindent 4 }}
    {{- if $worker.inject }}
    - {name: warren, emptyDir: {}}
    {{- end }}
    {{- if include "warren.hasDeletionCost" $worker }}
    # For this container alone, where a token that is mounted automatically is for all of the pod.
    - name: service-account
      projected:
        sources:
          - serviceAccountToken: {path: token, expirationSeconds: 3600}
          - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
    {{- end }}
{{- end }}
