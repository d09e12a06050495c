# The root file system is made by dist/src/main/image/build; nothing is downloaded or run here.
FROM scratch
COPY dist/target/image/rootfs/ /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 65532:65532
ENTRYPOINT ["/velero"]
