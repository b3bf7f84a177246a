# docker build -t convexity . && docker run --rm -v "$PWD:/work" convexity demo
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /source
COPY . .
RUN ./release && mkdir /opt/convexity \
 && tar -xzf target/convexity-*-linux-x86_64.tar.gz --strip-components=1 -C /opt/convexity

FROM eclipse-temurin:17-jre
# libgomp1: threads of the numerical libraries; fontconfig: text in figures
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/convexity /opt/convexity
RUN ln -s /opt/convexity/convexity /usr/local/bin/convexity
WORKDIR /work
ENTRYPOINT ["convexity"]
CMD ["--help"]
